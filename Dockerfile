# One image for all places: a GitHub action, `docker run`, and jobs of CI hosts that feed a script to the image's shell.
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION=
ARG COMMIT=
RUN CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -X main.version=${VERSION} -X main.commit=${COMMIT}" -o /pagewright .

# Debian and not an image without a shell: GitLab, Bitbucket and Jenkins need sh and cat. git tells which commit is published.
FROM debian:bookworm-slim
RUN apt-get update \
 && apt-get install --yes --no-install-recommends ca-certificates git \
 && rm -rf /var/lib/apt/lists/* /var/cache/apt/*.bin
COPY --from=build /pagewright /usr/local/bin/pagewright

# No USER and no WORKDIR: in an action, GitHub mounts the workspace, and the files for outputs and summary, as folders that
# only root may write to, and sets the working directory itself
# (https://docs.github.com/actions/reference/workflows-and-actions/dockerfile-support). Elsewhere any user will do.
ENTRYPOINT ["pagewright"]
