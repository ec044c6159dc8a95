/** What a session sends, played through at random. */
@NullMarked
package dev.wardstream.push.session;

import org.jspecify.annotations.NullMarked;
