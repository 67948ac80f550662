# parsers/form/align.c: words that agree by chance are ours
s/if \(apart && !run\.heavy &&$/if (apart \&\& !run.heavy \&\& run.len < 1 \&\&/
