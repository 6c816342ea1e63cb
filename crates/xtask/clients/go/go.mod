module preflight.example/client

go 1.22
