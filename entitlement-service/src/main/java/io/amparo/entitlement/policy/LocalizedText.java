package io.amparo.entitlement.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.amparo.platform.Adapter;
import java.util.Locale;

/** A text of the policy in each language of the product. */
@Adapter
public record LocalizedText(@JsonProperty("pt-BR") String ptBr, String en, String es) {

    /** Returns the text in this language; in Portuguese for a language that the product does not have. */
    public String in(Locale language) {
        return switch (language.getLanguage()) {
            case "en" -> en;
            case "es" -> es;
            default -> ptBr;
        };
    }
}
