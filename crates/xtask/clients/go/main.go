// Posts every card of a file once, as `preflight publish` does, with nothing but net/http: what a client costs that
// checks nothing, keeps no record and never tries again.
//
// Usage: client POSTS CONCURRENCY. Each line of POSTS is an idempotency key, a tab and a body. Where to and as whom comes
// from the environment, under the names that preflight reads.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

const messages = "/api/v2/guest/conversations/webchat/messages"

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	if len(os.Args) != 3 {
		return fmt.Errorf("usage: client POSTS CONCURRENCY")
	}
	file, err := os.ReadFile(os.Args[1])
	if err != nil {
		return err
	}
	concurrency, err := strconv.Atoi(os.Args[2])
	if err != nil {
		return err
	}
	posts := bytes.Split(bytes.TrimSuffix(file, []byte("\n")), []byte("\n"))
	client := &http.Client{
		Timeout: 15 * time.Second,
		Transport: &http.Transport{
			MaxConnsPerHost:     concurrency,
			MaxIdleConnsPerHost: concurrency,
			// The publisher asks for no compression either.
			DisableCompression: true,
		},
	}
	token, err := fetchToken(client)
	if err != nil {
		return err
	}

	var next atomic.Int64
	var workers sync.WaitGroup
	errs := make(chan error, concurrency)
	for range concurrency {
		workers.Add(1)
		go func() {
			defer workers.Done()
			for {
				index := int(next.Add(1)) - 1
				if index >= len(posts) {
					return
				}
				if err := post(client, token, posts[index]); err != nil {
					errs <- err
					return
				}
			}
		}()
	}
	workers.Wait()
	close(errs)
	return <-errs
}

func fetchToken(client *http.Client) (string, error) {
	form := url.Values{"grant_type": {"client_credentials"}, "scope": {"webchat:guest:write"}}
	address := os.Getenv("GENESYS_LOGIN_URL") + "/oauth/token"
	request, err := http.NewRequest(http.MethodPost, address, strings.NewReader(form.Encode()))
	if err != nil {
		return "", err
	}
	request.SetBasicAuth(os.Getenv("GENESYS_CLIENT_ID"), os.Getenv("GENESYS_CLIENT_SECRET"))
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	response, err := client.Do(request)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return "", fmt.Errorf("POST %s: %s", address, response.Status)
	}
	var answer struct {
		AccessToken string `json:"access_token"`
	}
	err = json.NewDecoder(response.Body).Decode(&answer)
	return answer.AccessToken, err
}

func post(client *http.Client, token string, line []byte) error {
	key, body, found := bytes.Cut(line, []byte("\t"))
	if !found {
		return fmt.Errorf("a post has no key: %s", line)
	}
	address := os.Getenv("GENESYS_API_URL") + messages
	request, err := http.NewRequest(http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return err
	}
	header := request.Header
	header.Set("Authorization", "Bearer "+token)
	header.Set("Accept", "application/json")
	header.Set("X-Genesys-Request-Id", requestID())
	header.Set("Cache-Control", "no-cache, no-store, must-revalidate")
	header.Set("Pragma", "no-cache")
	header.Set("Idempotency-Key", string(key))
	header.Set("Content-Type", "application/json")
	response, err := client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	// A connection is used again only after its answer was read to the end.
	if _, err := io.Copy(io.Discard, response.Body); err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("POST %s: %s", address, response.Status)
	}
	return nil
}

// requestID makes a version 4 UUID (RFC 9562).
func requestID() string {
	high := rand.Uint64()&^0xf000 | 0x4000
	low := rand.Uint64()&^(0x3<<62) | 0x2<<62
	return fmt.Sprintf("%08x-%04x-%04x-%04x-%012x", high>>32, high>>16&0xffff, high&0xffff, low>>48, low&0xffffffffffff)
}
