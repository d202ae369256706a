stop; keep;
