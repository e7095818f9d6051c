package io.amparo.gateway.access;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Origins of the pages that may call the API from a browser.
 *
 * @param allowedOrigins origins or patterns ({@code https://*.example.com}, {@code http://localhost:[*]}); none by default
 */
@ConfigurationProperties("amparo.gateway.cors")
record CorsProperties(@DefaultValue List<String> allowedOrigins) {}
