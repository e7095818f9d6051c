package io.amparo.knowledge.enrolment;

import io.amparo.platform.security.Caller;
import org.jspecify.annotations.Nullable;

/**
 * The person of an enrolment.
 *
 * @param subject subject of the token: it identifies the learner, so that the end of a contract changes nothing
 * @param person person id
 * @param name name in the last token; the only field with a name
 * @param customerId company for which the person acts as a named contact; null if there is none
 */
record Learner(String subject, String person, String name, @Nullable String customerId) {
    static Learner of(Caller caller) {
        var company = caller.company();
        return new Learner(caller.subject(), caller.person(), caller.name(), company == null ? null : company.id());
    }
}
