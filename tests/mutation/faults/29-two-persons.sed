# parsers/value/value_people.c: two names on a line are a name and a title
s/if \(!p->columns && rap_person_only_names/if (p->columns \&\& rap_person_only_names/
