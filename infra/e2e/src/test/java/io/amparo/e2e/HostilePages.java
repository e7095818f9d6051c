package io.amparo.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.amparo.platform.markdown.AccessibleMarkdown;
import io.amparo.platform.markdown.ArticleHtml;
import io.amparo.platform.markdown.MarkdownHtml;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Web server of pages with hostile samples, which have no Content-Security-Policy: only the renderer keeps a page safe. Each
 * sample is a section of its page.
 */
final class HostilePages implements AutoCloseable {
    private static final String PAGE = """
            <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Samples</title><link rel="icon" href="/icon">
            <script src="/check.js"></script></head><body><h1 id="page-title" data-page="yes">Samples</h1>
            <main id="page">%s</main></body></html>""";
    private static final String SECTION = "<section class=\"sample\" data-sample=\"%d\">%s</section>";
    private static final String FRAMES = """
            <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Frames</title><link rel="icon" href="/icon">
            <script src="/frames.js"></script></head><body></body></html>""";

    /** How a text of people becomes HTML. */
    enum Renderer {
        MESSAGE(sample -> MarkdownHtml.of(sample.markdown())),
        ARTICLE(sample -> ArticleHtml.of(sample.markdown(), sample.language())), ACCESSIBLE_ARTICLE(sample -> ArticleHtml
                .of(AccessibleMarkdown.of(sample.markdown(), sample.markdown().length() * 2), sample.language()));

        private final Function<HostileSample, String> html;

        Renderer(Function<HostileSample, String> html) {
            this.html = html;
        }
    }

    private static final Parser PARSER = Parser.builder().extensions(List.of(TablesExtension.create())).build();
    private static final HtmlRenderer RAW = HtmlRenderer.builder().extensions(List.of(TablesExtension.create())).build();

    private final HttpServer server;

    HostilePages(List<HostileSample> samples) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> send(exchange, 404, "text/plain", ""));
        for (var script : List.of("/check.js", "/frames.js"))
            server.createContext(script, exchange -> send(exchange, 200, "text/javascript", resource("/hostile" + script)));
        for (var renderer : Renderer.values())
            server.createContext(path(renderer),
                    exchange -> send(exchange, 200, "text/html;charset=UTF-8", page(samples, renderer.html)));
        for (var sample : samples)
            server.createContext("/raw/" + sample.number(),
                    exchange -> send(exchange, 200, "text/html;charset=UTF-8", page(List.of(sample), HostilePages::raw)));
        server.createContext("/frames", exchange -> send(exchange, 200, "text/html;charset=UTF-8", FRAMES));
        server.start();
    }

    private static String path(Renderer renderer) {
        return "/pages/" + renderer;
    }

    String address(Renderer renderer) {
        return address() + path(renderer);
    }

    /** Returns the address of the page that shows each sample in a frame of its own, without escaping and sanitiser. */
    String addressOfFrames() {
        return address() + "/frames";
    }

    String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private static String raw(HostileSample sample) {
        try {
            return "<div lang=\"" + sample.language() + "\">" + RAW.render(PARSER.parse(sample.markdown())) + "</div>";
        } catch (StackOverflowError ignored) {
            // Nested too deeply for the library.
            return sample.markdown();
        }
    }

    private static String page(List<HostileSample> samples, Function<HostileSample, String> html) {
        return PAGE.formatted(samples.stream().map(sample -> SECTION.formatted(sample.number(), html.apply(sample)))
                .collect(Collectors.joining()));
    }

    private static String resource(String path) throws IOException {
        try (var file = HostilePages.class.getResourceAsStream(path)) {
            return new String(Objects.requireNonNull(file).readAllBytes(), UTF_8);
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        try (exchange) {
            var body = text.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            if (body.length > 0) exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
