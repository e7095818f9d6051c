/** An OpenID Connect provider for one machine: demonstration people, real tokens. */
@NullMarked
package io.amparo.local.identity;

import org.jspecify.annotations.NullMarked;
