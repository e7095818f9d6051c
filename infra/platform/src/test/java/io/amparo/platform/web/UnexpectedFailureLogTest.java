package io.amparo.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.amparo.platform.store.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(OutputCaptureExtension.class)
class UnexpectedFailureLogTest {
    @RestController
    static class Controller {
        @GetMapping("/people/{address}")
        String read(@PathVariable String address) {
            throw new IllegalStateException("wrapper", new ArithmeticException("/ by zero"));
        }
    }

    @Test
    void an_unexpected_failure_names_method_path_template_trace_and_deepest_cause(CapturedOutput output) throws Exception {
        var texts = new ResourceBundleMessageSource();
        texts.setBasename("platform-messages");
        var problems = new ProblemWriter(texts, new AcceptHeaderLocaleResolver(), new TraceContext(Tracer.NOOP, Propagator.NOOP),
                JsonMapper.shared(), URI.create("https://amparo.example/problems/"));
        var mvc = MockMvcBuilders.standaloneSetup(new Controller()).setControllerAdvice(new ApiExceptionHandler(problems))
                .build();

        mvc.perform(get("/people/bruno")).andExpect(status().isInternalServerError());

        assertThat(output.getAll().lines().filter(line -> line.contains("ERROR"))).hasSize(1).first().asString()
                .contains("GET /people/{address} failed unexpectedly: java.lang.ArithmeticException: / by zero; answering 500",
                        "Next: ./amparo logs --trace ")
                .doesNotContain("bruno");
    }
}
