"""`briefings completion`: the script that completes the command in a shell."""

import click
from click.shell_completion import get_completion_class


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion_command(shell: str) -> None:
    """Print the completion script for SHELL.

    \b
    bash:  eval "$(briefings completion bash)"     in ~/.bashrc
    zsh:   eval "$(briefings completion zsh)"      in ~/.zshrc
    fish:  briefings completion fish > ~/.config/fish/completions/briefings.fish
    """
    from app.cli import main

    script = get_completion_class(shell)
    if script is None:
        raise click.ClickException(f"no completion for {shell}")
    click.echo(script(main, {}, "briefings", "_BRIEFINGS_COMPLETE").source())
