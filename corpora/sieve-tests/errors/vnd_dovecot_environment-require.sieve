require ["environment", "variables"];
redirect "${env.location}@example.net";
