require ["extracttext", "foreverypart", "variables"];
extracttext "a";
foreverypart {
  extracttext;
  extracttext :first "5" "a";
  extracttext :lower :upper "a";
  extracttext "no-name";
  extracttext "0";
  extracttext :colour "a";
}
