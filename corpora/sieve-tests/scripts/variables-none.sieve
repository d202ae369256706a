if header "subject" "${0}" { discard; }
