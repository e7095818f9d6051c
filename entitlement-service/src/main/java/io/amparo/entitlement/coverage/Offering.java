package io.amparo.entitlement.coverage;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The services of the support policy, in its order. A service with a kind of ticket is available to whom that kind is granted;
 * the others are open to every user of any product.
 */
public enum Offering {
    SUPPORT_PORTAL("1", Kind.QUESTION), KNOWLEDGE_BASE("2", null), FORUM("3", null), DISTANCE_LEARNING("4", null),
    PROFESSIONAL_SUPPORT("5", Kind.INCIDENT), SINGLE_INCIDENT("5", Kind.INCIDENT),
    PROFESSIONAL_ADVISOR("6", Kind.SERVICE_REQUEST), CONSULTANCY("7", Kind.CONSULTANCY);

    /** Services of the policy that the suite does not have yet. No person may use them, and no alternative names them. */
    private static final Set<Offering> NOT_YET_OFFERED = EnumSet.of(SUPPORT_PORTAL, FORUM, DISTANCE_LEARNING, SINGLE_INCIDENT);

    private final String clause;
    private final @Nullable Kind kind;

    Offering(String clause, @Nullable Kind kind) {
        this.clause = clause;
        this.kind = kind;
    }

    /** Returns its name on the wire. */
    public String code() {
        return toString();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String clause() {
        return clause;
    }

    @Nullable
    Kind kind() {
        return kind;
    }

    boolean isOffered() {
        return !NOT_YET_OFFERED.contains(this);
    }
}
