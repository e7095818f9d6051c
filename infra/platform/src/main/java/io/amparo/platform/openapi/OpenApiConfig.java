package io.amparo.platform.openapi;

import io.amparo.platform.ServiceProperties;
import io.amparo.platform.security.Caller;
import io.amparo.platform.web.IdempotencyKey;
import io.amparo.platform.web.IfMatch;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;

/**
 * Configures how tests derive the OpenAPI document of a service from its controllers. A running service has no such document: the
 * gateway serves the committed ones.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty("springdoc.api-docs.enabled")
class OpenApiConfig {
    private static final String SECURITY_SCHEME = "openIdConnect";

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class, IdempotencyKey.class, IfMatch.class);
        ModelResolver.enumsAsRef = true;
    }

    @Bean
    OpenAPI openApi(ServiceProperties service, @Value("${spring.security.oauth2.resourceserver.jwt.issuer-uri}") String issuer) {
        return new OpenAPI().info(new Info().title("Amparo " + service.name()).version("v1"))
                .addSecurityItem(new SecurityRequirement().addList(SECURITY_SCHEME))
                .schemaRequirement(SECURITY_SCHEME, new SecurityScheme().type(SecurityScheme.Type.OPENIDCONNECT)
                        .openIdConnectUrl(issuer + "/.well-known/openid-configuration"));
    }

    @Bean
    ModelResolver modelResolver(ObjectMapperProvider mappers) {
        return new ModelResolver(mappers.jsonMapper(), new SchemaNames()).openapi31(true);
    }

    @Bean
    ModelConverter requiredComponentsConverter() {
        return new RequiredComponentsConverter();
    }

    @Bean
    ModelConverter oneOfConverter() {
        return new OneOfConverter();
    }

    @Bean
    OperationCustomizer httpOperationCustomizer() {
        return new HttpOperationCustomizer();
    }

    @Bean
    OpenApiCustomizer sharedComponents() {
        return document -> SharedComponents.addTo(document.getComponents());
    }

    @Bean
    OpenApiCustomizer sharedProperties() {
        return new SharedProperties();
    }

    @Bean
    OpenApiCustomizer examples() {
        return new Examples();
    }
}
