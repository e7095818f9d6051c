package io.amparo.knowledge.article;

import io.amparo.events.FieldLimits;
import io.amparo.events.product.ReleaseVersion;
import io.amparo.knowledge.article.ArticleResponse.VersionRangeJson;
import io.amparo.knowledge.article.Content.VersionRange;
import io.amparo.knowledge.search.Audience;
import io.amparo.platform.Adapter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Content of an article as its author submits it. */
@Adapter
record ContentRequest(@NotNull ArticleKind kind, @NotNull @Pattern(regexp = "pt-BR|en|es") String language,
        @NotBlank @Size(max = FieldLimits.SUBJECT) String title,
        @Schema(description = "Markdown with tables; headings begin with ##, and each image has an alternative text") @NotBlank @Size(max = FieldLimits.ARTICLE_BODY) String body,
        @Nullable @Size(max = FieldLimits.PRODUCT_ID) String product, @Nullable @Size(max = FieldLimits.VERSION) String release,
        @Valid @Nullable VersionRangeJson appliesTo,
        @Schema(description = "Who may read it once it is published; EVERYONE by default") @Nullable Audience audience,
        @Schema(description = "Slug of the article of which this is a translation") @Nullable @Size(max = FieldLimits.ARTICLE_ID) String translationOf) {
    Content content() {
        var range = appliesTo == null || appliesTo.from() == null && appliesTo.to() == null
                ? null
                : new VersionRange(shortest(appliesTo.from()), shortest(appliesTo.to()));
        return new Content(kind, language, title.strip(), body, product, shortest(release), range,
                Objects.requireNonNullElse(audience, Audience.EVERYONE), translationOf);
    }

    /** The catalogue writes a version in its shortest form. */
    private static @Nullable String shortest(@Nullable String version) {
        return version == null ? null : ReleaseVersion.parse(version).map(ReleaseVersion::toString).orElse(version);
    }
}
