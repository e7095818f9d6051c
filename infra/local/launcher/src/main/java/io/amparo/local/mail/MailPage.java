package io.amparo.local.mail;

import com.samskivert.mustache.Escapers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** HTML pages of the mail server: a list of mails, newest first, and each mail as plain text. */
final class MailPage implements AutoCloseable {
    private static final DateTimeFormatter TIME_FORMAT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")
            .withZone(ZoneId.systemDefault());
    private static final int MAILS_PER_PAGE = 200;
    /** Bounds the memory of the pages that are being written. */
    private static final int THREADS = 4;
    private static final String STYLE = """
            body{font:15px system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#1f2933}
            table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.4rem .6rem;border-bottom:1px solid #d9e2ec}
            tr:hover td{background:#f0f4f8}pre{white-space:pre-wrap;background:#f7f9fb;padding:1rem;border:1px solid #d9e2ec}
            time{white-space:nowrap;color:#52606d}a{color:#0b5cad}""";

    private final MailStore store;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    private MailPage(MailStore store, HttpServer server) {
        this.store = store;
        this.server = server;
    }

    static MailPage start(MailStore store, int port) throws IOException {
        var page = new MailPage(store, HttpServer.create(new InetSocketAddress("localhost", port), 0));
        page.server.createContext("/", page::handle);
        page.server.setExecutor(page.threads);
        page.server.start();
        return page;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }

    private void handle(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        if (path.equals("/")) {
            send(exchange, 200, list(parameter(exchange, "to"), parameter(exchange, "before").flatMap(MailPage::uid)));
        } else {
            var found = uid(path.substring(1)).flatMap(store::find);
            send(exchange, found.isPresent() ? 200 : 404,
                    found.map(this::detail).orElse("<p>There is no such mail. <a href=\"/\">All mails</a>"));
        }
    }

    private static Optional<Long> uid(String text) {
        return text.matches("\\d{1,15}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }

    private String list(Optional<String> mailbox, Optional<Long> before) {
        var mails = store.newest(mailbox, before.orElse(Long.MAX_VALUE), MAILS_PER_PAGE);
        var page = new StringBuilder("<h1>Mails%s</h1><p>%d stored.%s%s</p><table><tr><th>Date<th>To<th>From<th>Subject</tr>"
                .formatted(mailbox.map(to -> " of " + Escapers.HTML.escape(to)).orElse(""), store.count(mailbox),
                        mailbox.isPresent() ? " <a href=\"/\">All mailboxes</a>" : "",
                        before.isPresent() ? " <a href=\"%s\">Newest</a>".formatted(mailboxLink(mailbox)) : ""));
        mails.forEach(mail -> page.append(row(mail)));
        page.append("</table>");
        if (mails.size() == MAILS_PER_PAGE)
            page.append("<p><a href=\"%sbefore=%d\">Older</a></p>"
                    .formatted(mailbox.isPresent() ? mailboxLink(mailbox) + "&amp;" : "/?", mails.getLast().uid()));
        return page.toString();
    }

    private static String row(StoredMail mail) {
        return """
                <tr><td><time>%s</time><td><a href="%s">%s</a><td>%s<td><a href="/%d">%s</a></tr>
                """.formatted(TIME_FORMAT.format(mail.id().at()), mailboxLink(Optional.of(mail.mailbox())),
                Escapers.HTML.escape(mail.mailbox()), Escapers.HTML.escape(mail.from()), mail.uid(),
                Escapers.HTML.escape(mail.subject().isBlank() ? "(no subject)" : mail.subject()));
    }

    private static String mailboxLink(Optional<String> mailbox) {
        return mailbox.map(to -> "/?to=" + URLEncoder.encode(to, StandardCharsets.UTF_8)).orElse("/");
    }

    private String detail(StoredMail mail) {
        return "<h1>%s</h1><p><a href=\"/\">All mails</a> · <a href=\"%s\">of %s</a> · <time>%s</time></p><pre>%s</pre>"
                .formatted(Escapers.HTML.escape(mail.subject()), mailboxLink(Optional.of(mail.mailbox())),
                        Escapers.HTML.escape(mail.mailbox()), TIME_FORMAT.format(mail.id().at()),
                        Escapers.HTML.escape(MailText.of(store.file(mail))));
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        var html = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Amparo: mails</title><style>%s</style>%s</html>"
                .formatted(STYLE, body).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.getResponseHeaders().set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
        exchange.sendResponseHeaders(status, html.length);
        try (var out = exchange.getResponseBody()) {
            out.write(html);
        }
    }

    private static Optional<String> parameter(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestURI().getRawQuery()).stream()
                .flatMap(query -> Arrays.stream(query.split("&"))).filter(part -> part.startsWith(name + "="))
                .map(part -> URLDecoder.decode(part.substring(name.length() + 1), StandardCharsets.UTF_8))
                .filter(value -> !value.isBlank()).findFirst();
    }
}
