package io.amparo.entitlement.coverage;

import io.amparo.entitlement.message.LocalizedMessages;

/** A reason with its text and the name of its clause in the caller's language. */
public record ReasonJson(String code, String clause, String text) {

    public static ReasonJson of(Reason reason, LocalizedMessages messages) {
        return new ReasonJson(reason.code(), reason.clause(), "%s (%s)"
                .formatted(messages.get("reason." + reason.code(), reason.details()), messages.get("clause." + reason.clause())));
    }
}
