package io.amparo.bench.outside;

import io.amparo.local.signin.SignIn;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A token for each person, renewed beside the load long before it ends, so that no request waits for a sign-in. */
public final class Tokens implements AutoCloseable {
    private static final String PASSWORD = "demo";
    /** They live for ten minutes. */
    private static final Duration RENEWED_EVERY = Duration.ofMinutes(4);

    private final SignIn signIn;
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final ScheduledExecutorService renewing = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("tokens").factory());

    public Tokens(SignIn signIn) {
        this.signIn = signIn;
        renewing.scheduleWithFixedDelay(() -> tokens.replaceAll((person, _) -> signIn.person(person, PASSWORD)),
                RENEWED_EVERY.toSeconds(), RENEWED_EVERY.toSeconds(), TimeUnit.SECONDS);
    }

    public String of(String person) {
        return tokens.computeIfAbsent(person, email -> signIn.person(email, PASSWORD));
    }

    @Override
    public void close() {
        renewing.shutdownNow();
    }
}
