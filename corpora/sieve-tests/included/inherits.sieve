fileinto "Moss";
