package io.amparo.knowledge.certificate;

import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The code of a certificate, such as AMP-7K2Q-M9XD-04TZ: 60 random bits in Crockford's base 32, which has no characters that look
 * alike. It is public to everyone who has it, and cannot be guessed: a million attempts in a second need 133 days on average to
 * find one of 100,000 codes.
 */
record CertificateCode(String value) {
    private static final String PREFIX = "AMP";
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int GROUPS = 3;
    private static final int GROUP_LENGTH = 4;
    private static final int MAX_LENGTH = 40;
    private static final Pattern FORM = Pattern.compile(PREFIX + "(?:[%s]{4}){3}".formatted(ALPHABET));

    /** @param random must be cryptographically secure */
    static CertificateCode random(RandomGenerator random) {
        var characters = new StringBuilder();
        for (int i = 0; i < GROUPS * GROUP_LENGTH; i++) characters.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        return new CertificateCode(format(characters.toString()));
    }

    /** Reads a code as people type it: without case and hyphens, and with O for 0 or I and L for 1. */
    static Optional<CertificateCode> parse(String typed) {
        if (typed.length() > MAX_LENGTH) return Optional.empty();
        var code = typed.toUpperCase(Locale.ROOT).replaceAll("[\\s-]", "").replace('O', '0').replaceAll("[IL]", "1");
        return FORM.matcher(code).matches()
                ? Optional.of(new CertificateCode(format(code.substring(PREFIX.length()))))
                : Optional.empty();
    }

    private static String format(String characters) {
        return PREFIX + characters.replaceAll("(.{%d})".formatted(GROUP_LENGTH), "-$1");
    }

    @Override
    public String toString() {
        return value;
    }
}
