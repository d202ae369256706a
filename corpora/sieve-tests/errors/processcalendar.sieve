require ["processcalendar", "variables"];
processcalendar :updatesonly :calendarid "garden";
processcalendar :organizers ":addrbook:default";
processcalendar "x";
processcalendar :outcome "no-name";
processcalendar :allowpublic :allowpublic;
processcalendar :addresses 5;
