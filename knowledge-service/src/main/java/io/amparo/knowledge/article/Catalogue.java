package io.amparo.knowledge.article;

import io.amparo.knowledge.article.Content.Kind;
import io.amparo.knowledge.product.Product;
import io.amparo.knowledge.product.Products;
import io.amparo.platform.web.ApiProblem;
import io.amparo.platform.web.ApiProblem.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks that products and releases named by articles exist in the catalogue; a change log requires both (R2.3). */
final class Catalogue {
    private final Products products;

    Catalogue(Products products) {
        this.products = products;
    }

    /** @throws ApiProblem naming each invalid field */
    void mustKnow(Content content) {
        var product = Optional.ofNullable(content.product()).flatMap(products::find).orElse(null);
        var wrong = disagreements(content, product);
        if (!wrong.isEmpty()) throw ApiProblem.invalid(wrong);
    }

    /** @param product catalogue entry of the product named in the content; null if the catalogue has none */
    static List<FieldError> disagreements(Content content, @Nullable Product product) {
        var wrong = new ArrayList<FieldError>();
        var needed = content.kind() == Kind.CHANGE_LOG || content.release() != null;
        if (content.product() == null && needed)
            wrong.add(new FieldError("product", "required"));
        else if (content.product() != null && product == null) wrong.add(new FieldError("product", "unknown-product"));
        if (content.release() == null && content.kind() == Kind.CHANGE_LOG)
            wrong.add(new FieldError("release", "required"));
        else if (content.release() != null && product != null && !product.releases().contains(content.release()))
            wrong.add(new FieldError("release", "unknown-release"));
        return wrong;
    }
}
