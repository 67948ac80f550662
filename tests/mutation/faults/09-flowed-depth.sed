# parsers/text/flowed.c: flowed lines of different depth are joined
s/if \(soft && \(depth != depth_before \|\| signature\)\)/if (soft \&\& signature)/
