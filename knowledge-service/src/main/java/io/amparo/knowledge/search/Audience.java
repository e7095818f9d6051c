package io.amparo.knowledge.search;

import io.amparo.platform.security.Caller;
import java.util.EnumSet;
import java.util.Set;

/** Who may read an item: everyone who is signed in, the named contacts of customers, or staff only. */
public enum Audience {
    EVERYONE, CONTACTS, STAFF;

    /** Returns the audiences whose items a caller may read. */
    public static Set<Audience> of(Caller caller) {
        if (caller.mayReadAll()) return EnumSet.allOf(Audience.class);
        return caller.company() == null ? EnumSet.of(EVERYONE) : EnumSet.of(EVERYONE, CONTACTS);
    }
}
