package adit.config;

/** The keys of a section that says who may use a listener. */
record AuthenticationKeys(Key<String> htpasswd, Key<String> groups, Key<String> realm) {
    static final String SECTION = "authentication";

    static AuthenticationKeys add() {
        return new AuthenticationKeys(
                Schema.add(Key.of(
                        SECTION + ".htpasswd",
                        Schema.FILE,
                        "a file of users and hashed passwords, as htpasswd writes it")),
                Schema.add(Key.of(
                        SECTION + ".groups",
                        Schema.FILE,
                        "a file of groups and their users, as Apache's AuthGroupFile")),
                Schema.add(Key.of(
                                SECTION + ".realm",
                                Types.text(
                                        "1 to 64 printing ASCII characters and blanks, without \" and \\",
                                        "[ -~&&[^\"\\\\]]{1,64}"),
                                "the name that programs show when they ask for a password")
                        .byDefault("Adit")));
    }
}
