package io.amparo.gateway.problem;

import io.amparo.gateway.page.PageRenderer;
import io.amparo.platform.web.ApiException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Serves the list of all problems, and the page of each one, in the language of the request. */
@RestController
class ProblemController {
    private final ProblemTexts texts;
    private final PageRenderer pages;

    ProblemController(PageRenderer pages) {
        this.texts = new ProblemTexts();
        this.pages = pages;
    }

    @GetMapping("/problems")
    ResponseEntity<String> list(Locale language) {
        return pages.render("problems.html", language, Map.of("problems", texts.all(language)));
    }

    @GetMapping("/problems/{code}")
    ResponseEntity<String> read(@PathVariable String code, Locale language) {
        var found = texts.find(code, language).orElseThrow(ApiException::notFound);
        return pages.render("problems.html", language, Map.of("problems", List.of(found), "all", true));
    }
}
