package io.amparo.testkit.architecture.broken;

import io.amparo.platform.web.Page;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Breaks rule 11: a page request whose limit is not checked. */
@RestController
class UnvalidatedPages {
    @GetMapping("/pages")
    int list(Page.Request page) {
        return page.limit();
    }
}
