# rustc 1.95.0 (59807616e 2026-04-14), x86_64-unknown-linux-gnu
guard::clone_shared:
    mov rdx, qword ptr [rdi + 8]
    lock inc qword ptr [rdx]
    jle L1
    mov rax, qword ptr [rdi]
    ret
L1:
    push rax
    call qword ptr [rip + std::process::abort@GOTPCREL]
