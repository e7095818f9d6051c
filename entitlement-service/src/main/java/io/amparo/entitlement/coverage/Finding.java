package io.amparo.entitlement.coverage;

import io.amparo.entitlement.message.LocalizedMessages;
import io.amparo.platform.web.ApiException;
import java.util.List;

/** Result of a rule. */
public sealed interface Finding {
    Reason reason();

    /** Denies the ticket or the order. */
    record Denial(Reason reason, List<Alternative> alternatives) implements Finding {

        /** Returns a 403 with the reason, its clause and the alternatives, in the language of the texts. */
        public ApiException toProblem(LocalizedMessages texts) {
            var json = ReasonJson.of(reason, texts);
            return ApiException.denied(json.code(), List.of(new ApiException.Reason(json.code(), json.clause(), json.text())),
                    alternatives.stream().map(each -> new ApiException.Alternative(each.code(), each.text(texts), each.href()))
                            .toList());
        }
    }

    /** Adds a warning to the decision without denying it. */
    record Warning(Reason reason) implements Finding {}
}
