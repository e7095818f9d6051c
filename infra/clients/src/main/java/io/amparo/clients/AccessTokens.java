package io.amparo.clients;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Access token of each person or machine, renewed in the background, so that no measured request includes a sign-in. */
final class AccessTokens implements AutoCloseable {
    private static final String PASSWORD = "demo";
    /** A token is valid for 10 min, so one renewal may fail. */
    private static final Duration RENEWAL_INTERVAL = Duration.ofMinutes(4);

    private final TokenClient tokenClient;
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final ScheduledExecutorService renewals = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("token-renewal").factory());

    AccessTokens(TokenClient signIn) {
        this.tokenClient = signIn;
        renewals.scheduleWithFixedDelay(() -> tokens.replaceAll(this::renew), RENEWAL_INTERVAL.toSeconds(),
                RENEWAL_INTERVAL.toSeconds(), TimeUnit.SECONDS);
    }

    String of(String person) {
        return tokens.computeIfAbsent(person, email -> tokenClient.token(email, PASSWORD));
    }

    private String renew(String person, String token) {
        try {
            return tokenClient.token(person, PASSWORD);
        } catch (ClientException ignored) {
            // The next renewal tries again. Without this catch, the executor would cancel all further renewals.
            return token;
        }
    }

    @Override
    public void close() {
        renewals.shutdownNow();
    }
}
