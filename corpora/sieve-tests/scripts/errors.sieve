frob;
frob;
if wobble { keep :twice; }
