require "processcalendar"; processcalendar :outcome "o";
