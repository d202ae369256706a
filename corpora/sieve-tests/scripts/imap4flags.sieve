require "imap4flags";
addflag "first";
removeflag "first";
addflag "last";
