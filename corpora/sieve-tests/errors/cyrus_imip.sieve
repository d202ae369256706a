require ["vnd.cyrus.imip", "variables"];
processimip :invitesonly :updatesonly;
processimip :updatesonly :calendarid "garden";
processimip :invitesonly :deletecanceled;
processimip :allowpublic;
processimip :errstr "1";
