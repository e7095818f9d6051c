package io.amparo.knowledge.article;

import io.amparo.platform.web.ApiException.FieldError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An article as a Markdown file {@code slug.language.md} with front matter.
 *
 * @param name path in the archive
 * @param content null if the file cannot be read; {@code errors} has the reasons
 */
record ArticleFile(String name, String slug, @Nullable Content content, List<FieldError> errors) {
    ArticleFile {
        errors = List.copyOf(errors);
    }

    static ArticleFile refused(String name, String field, String code) {
        return new ArticleFile(name, "", null, List.of(new FieldError(field, code)));
    }
}
