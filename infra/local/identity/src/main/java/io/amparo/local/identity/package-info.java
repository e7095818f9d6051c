/** OpenID Connect provider for a single machine, with demonstration users and signed tokens. */
@NullMarked
package io.amparo.local.identity;

import org.jspecify.annotations.NullMarked;
