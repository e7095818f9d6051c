package io.amparo.entitlement.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.amparo.platform.Adapter;
import java.util.List;

/**
 * Terms in each language of the product that suggest an exclusion, or the vendor's product. {@code a|b} is either of two words or
 * groups of words, {@code a + b} both of them near each other.
 */
@Adapter
public record LocalizedTerms(@JsonProperty("pt-BR") List<String> ptBr, List<String> en, List<String> es) {
    public LocalizedTerms {
        ptBr = List.copyOf(ptBr);
        en = List.copyOf(en);
        es = List.copyOf(es);
    }
}
