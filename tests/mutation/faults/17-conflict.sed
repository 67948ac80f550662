# parsers/form/merge.c: the first of two different answers in a mail is taken
s/\} else if \(!conflict && !agree\(/} else if (turn == 2 \&\& !conflict \&\& !agree(/
