#!/bin/sh
# Says in one line what the machine lacks for a build; the launcher checks the rest (ports, folders) itself.
fail() {
  echo "Failed: $1" >&2
  exit 1
}

java=java
javac=javac
if [ -n "$JAVA_HOME" ]; then
  java=$JAVA_HOME/bin/java
  javac=$JAVA_HOME/bin/javac
fi
command -v "$javac" >/dev/null 2>&1 || fail "a JDK 17 or newer is needed; no javac was found on the PATH or in JAVA_HOME."
command -v "$java" >/dev/null 2>&1 || fail "a JDK 17 or newer is needed; no java was found on the PATH or in JAVA_HOME."
release=$("$javac" -version 2>&1 | sed 's/^javac \([0-9]*\).*/\1/')
[ "$release" -ge 17 ] 2>/dev/null || fail "a JDK 17 or newer is needed; $("$javac" -version 2>&1) was found."
command -v mvn >/dev/null 2>&1 || fail "Maven 3.8 or newer is needed; no mvn was found on the PATH."

free=$(df -Pk . | awk 'NR == 2 {print $4}')
[ "$free" -ge 1048576 ] || fail "the disk of $(pwd) is full: $((free / 1024)) MiB are left, 1024 MiB are needed."
touch deploy/local/.writable 2>/dev/null || fail "the folder $(pwd) cannot be written."
rm -f deploy/local/.writable
