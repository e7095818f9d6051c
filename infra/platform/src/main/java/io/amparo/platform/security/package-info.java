/** Authentication and authorization: resource server, caller, roles. */
@org.jspecify.annotations.NullMarked
package io.amparo.platform.security;
