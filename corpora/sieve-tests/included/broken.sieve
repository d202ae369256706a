wobble;
