redirect ["ben@example.net", "cy@example.net"];
