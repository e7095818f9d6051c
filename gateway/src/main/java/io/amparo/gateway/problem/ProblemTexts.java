package io.amparo.gateway.problem;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.platform.Adapter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.core.io.ClassPathResource;

/**
 * The texts of all problems of the suite: the titles from the message bundles of the services, which the build copies, and the
 * help from the gateway's own bundle.
 */
@Adapter
final class ProblemTexts {
    private static final List<String> BUNDLES = List.of("platform-messages", "messages", "problems/ticket/messages",
            "problems/entitlement/messages", "problems/sla/messages", "problems/knowledge/messages",
            "problems/notification/messages", "problems/eol/messages");
    private static final String PREFIX = "problem.";
    /** A denial of the support policy has the code of its first reason; the title names the contract or version of the caller. */
    private static final String REASON_PREFIX = "reason.";
    private static final String DENYING_BUNDLE = "problems/entitlement/messages";
    private static final String DENIAL = "denial";

    private final ResourceBundleMessageSource texts = bundles(BUNDLES.toArray(String[]::new));
    private final ResourceBundleMessageSource help = bundles("problem-help");
    private final List<String> codes = Stream
            .concat(BUNDLES.stream().flatMap(bundle -> codes(bundle, PREFIX)), codes(DENYING_BUNDLE, REASON_PREFIX)).distinct()
            .sorted().toList();

    /** A kind of problem in one language. */
    record ProblemText(String code, String title, String help) {}

    private static ResourceBundleMessageSource bundles(String... names) {
        var source = new ResourceBundleMessageSource();
        source.setBasenames(names);
        source.setDefaultEncoding("UTF-8");
        source.setFallbackToSystemLocale(false);
        return source;
    }

    private static Stream<String> codes(String bundle, String prefix) {
        var resource = new ClassPathResource(bundle + ".properties");
        if (!resource.exists()) return Stream.empty();
        var properties = new Properties();
        try (var in = new InputStreamReader(resource.getInputStream(), UTF_8)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.stringPropertyNames().stream().filter(key -> key.startsWith(prefix))
                .map(key -> key.substring(prefix.length()));
    }

    /** Returns the codes that are no denials. */
    List<String> codesWithTitle() {
        return BUNDLES.stream().flatMap(bundle -> codes(bundle, PREFIX)).distinct().toList();
    }

    List<ProblemText> all(Locale language) {
        return codes.stream().map(code -> text(code, language)).toList();
    }

    Optional<ProblemText> find(String code, Locale language) {
        return codes.contains(code) ? Optional.of(text(code, language)) : Optional.empty();
    }

    private ProblemText text(String code, Locale language) {
        var denialTitle = help.getMessage(DENIAL + ".title", null, language);
        var denialHelp = help.getMessage(DENIAL, null, language);
        return new ProblemText(code, texts.getMessage(PREFIX + code, null, denialTitle, language),
                help.getMessage(code, null, denialHelp, language));
    }
}
