package io.amparo.knowledge.xapi;

import java.util.Arrays;
import java.util.Locale;

/** Verbs of the statements: the text form is the IRI of the ADL vocabulary. */
public enum XapiVerb {
    INITIALIZED, COMPLETED, PASSED, FAILED;

    static final String PATTERN = "http://adlnet\\.gov/expapi/verbs/(initialized|completed|passed|failed)";
    private static final String VOCABULARY = "http://adlnet.gov/expapi/verbs/";

    static XapiVerb of(String iri) {
        return Arrays.stream(values()).filter(each -> each.toString().equals(iri)).findFirst().orElseThrow();
    }

    /** Returns its name in English, which every statement has. */
    String display() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return VOCABULARY + display();
    }
}
