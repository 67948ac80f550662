# parsers/form/merge.c: words from the quoted letter of a stranger are an answer
s/if \(words->foreign\)/if (words->foreign \&\& words->unclear)/
