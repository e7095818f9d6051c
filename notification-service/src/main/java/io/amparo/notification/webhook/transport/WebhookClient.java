package io.amparo.notification.webhook.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.notification.webhook.transport.WebhookAnswer.Failure;
import io.amparo.platform.LogInterval;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages to receivers that may be hostile. Each attempt has a connection of its own, to an address that was checked; it
 * follows no redirect, uses no proxy and keeps no cookie. It ends at the time limit, however slowly the receiver answers, and
 * reads no more of an answer than its status and its beginning.
 */
public final class WebhookClient implements AutoCloseable {
    private static final Logger LOG = System.getLogger(WebhookClient.class.getName());
    private static final int EXCERPT_BYTES = 1024;
    private static final int MAX_HEADER_LINE = 8 * 1024;
    private static final int MAX_HEADERS = 100;
    private static final int MAX_REDIRECT_STATUS = 399;
    private static final int GONE = 410;
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

    private final LogInterval refusals = new LogInterval();
    private final DestinationPolicy policy;
    private final CloseableHttpClient http;
    private final Duration timeout;
    private final Clock clock;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * @param tls certificates to trust
     * @param timeout of a whole attempt
     * @param concurrency attempts at the same time
     */
    public WebhookClient(DestinationPolicy policy, GuardedDnsResolver resolver, SSLContext tls, Duration timeout, int concurrency,
            Clock clock) {
        this.policy = policy;
        this.timeout = timeout;
        this.clock = clock;
        var limit = Timeout.of(timeout);
        var connections = PoolingHttpClientConnectionManagerBuilder.create().setDnsResolver(resolver)
                .setTlsSocketStrategy(ClientTlsStrategyBuilder.create().setSslContext(tls).buildClassic())
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(
                                Http1Config.custom().setMaxLineLength(MAX_HEADER_LINE).setMaxHeaderCount(MAX_HEADERS).build())
                        .build())
                .setMaxConnTotal(concurrency).setMaxConnPerRoute(concurrency)
                .setDefaultConnectionConfig(ConnectionConfig.custom().setConnectTimeout(limit).setSocketTimeout(limit).build())
                .build();
        http = HttpClientBuilder.create().setConnectionManager(connections)
                .setConnectionReuseStrategy((request, response, context) -> false).disableRedirectHandling()
                .disableAutomaticRetries().disableCookieManagement().disableAuthCaching().disableContentCompression()
                .setUserAgent("Amparo-Webhooks").setDefaultRequestConfig(
                        RequestConfig.custom().setResponseTimeout(limit).setConnectionRequestTimeout(limit).build())
                .build();
    }

    /** Sends a message once. Returns within the time limit. */
    public WebhookAnswer send(WebhookMessage message) {
        // Settings may have changed since the URL was registered.
        if (policy.refusal(message.url()).isPresent()) return WebhookAnswer.failed(Failure.URL_REFUSED);
        var request = request(message);
        var answer = executor.submit(() -> exchange(request));
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return WebhookAnswer.failed(Failure.TIMEOUT);
        } catch (ExecutionException e) {
            // For operators only: a customer must not learn which names inside exist.
            if (e.getCause() instanceof RefusedAddressException refused && refusals.isDue())
                LOG.log(Level.WARNING, "Webhook refused: {0}", refused.getMessage());
            return WebhookAnswer.failed(failure(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return WebhookAnswer.failed(Failure.CONNECTION_FAILED);
        } finally {
            // Closes the connection, also while the receiver is sending.
            request.cancel();
        }
    }

    private static HttpPost request(WebhookMessage message) {
        var request = new HttpPost(message.url());
        request.setHeader("webhook-id", message.messageId());
        request.setHeader("webhook-timestamp", message.attemptedAt().getEpochSecond());
        request.setHeader("webhook-signature",
                WebhookSignature.of(message.secrets(), message.messageId(), message.attemptedAt(), message.body()));
        request.setEntity(new ByteArrayEntity(message.body(), ContentType.APPLICATION_JSON));
        return request;
    }

    private WebhookAnswer exchange(HttpPost request) throws IOException {
        var response = http.executeOpen(null, request, null);
        try {
            return answer(response);
        } finally {
            // Closing alone would read the rest; after the cancellation it fails.
            request.cancel();
            Closer.closeQuietly(response);
        }
    }

    /** A receiver that has answered 2xx has accepted the message; its body is of no use. */
    private WebhookAnswer answer(ClassicHttpResponse response) {
        int status = response.getCode();
        if (status / 100 == 2) return new WebhookAnswer(null, status, null, null);
        var failure = status == GONE ? Failure.GONE : status <= MAX_REDIRECT_STATUS ? Failure.REDIRECT : Failure.STATUS;
        var retryAfter = response.getFirstHeader("Retry-After");
        return new WebhookAnswer(failure, status, excerpt(response),
                retryAfter == null ? null : retryAfter(retryAfter.getValue()));
    }

    private static @Nullable String excerpt(ClassicHttpResponse response) {
        if (response.getEntity() == null) return null;
        try {
            var bytes = response.getEntity().getContent().readNBytes(EXCERPT_BYTES);
            return bytes.length == 0 ? null : CONTROL.matcher(new String(bytes, UTF_8)).replaceAll(" ");
        } catch (IOException incomplete) { // the status is known
            return null;
        }
    }

    /** Returns how long a receiver asks to wait, from either form of the header; null if it has neither. */
    private @Nullable Duration retryAfter(@Nullable String header) {
        if (header == null) return null;
        if (SECONDS.matcher(header.strip()).matches()) return Duration.ofSeconds(Long.parseLong(header.strip()));
        @Nullable
        Instant date = DateUtils.parseStandardDate(header);
        return date == null ? null : Duration.between(clock.instant(), date);
    }

    private static Failure failure(@Nullable Throwable e) {
        return switch (e) {
            case UnknownHostException _ -> Failure.NAME_NOT_RESOLVED;
            case SSLException _ -> Failure.TLS_FAILED;
            case java.io.InterruptedIOException _ -> Failure.TIMEOUT;
            case NoHttpResponseException _ -> Failure.CONNECTION_FAILED;
            case org.apache.hc.client5.http.ClientProtocolException _ -> Failure.MALFORMED_ANSWER;
            case org.apache.hc.core5.http.MessageConstraintException _ -> Failure.MALFORMED_ANSWER;
            case IOException io when io.getCause() instanceof HttpException -> Failure.MALFORMED_ANSWER;
            case IOException _ -> Failure.CONNECTION_FAILED;
            case null, default -> throw new IllegalStateException("Webhook attempt failed unexpectedly", e);
        };
    }

    @Override
    public void close() throws IOException {
        executor.shutdownNow();
        http.close();
    }
}
