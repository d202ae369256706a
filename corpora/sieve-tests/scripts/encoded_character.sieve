# The tested message has "$" and so on in its subject nowhere.
if header :contains "subject" "${hex:46}" { keep; } else { discard; }
