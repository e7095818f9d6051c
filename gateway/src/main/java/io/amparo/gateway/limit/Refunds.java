package io.amparo.gateway.limit;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * What a request took from the limits of its address. It is returned when the token proves valid: then the person's limits count.
 */
public final class Refunds {
    private static final String ATTRIBUTE = Refunds.class.getName();

    private final List<Runnable> refunds = new ArrayList<>();

    private Refunds() {
    }

    public static void add(HttpServletRequest request, Runnable refund) {
        var refunds = request.getAttribute(ATTRIBUTE) instanceof Refunds earlier ? earlier : new Refunds();
        refunds.refunds.add(refund);
        request.setAttribute(ATTRIBUTE, refunds);
    }

    /** Runs each refund once. */
    public static void run(HttpServletRequest request) {
        if (!(request.getAttribute(ATTRIBUTE) instanceof Refunds taken)) return;
        request.removeAttribute(ATTRIBUTE);
        taken.refunds.forEach(Runnable::run);
    }
}
