"""Train the model for the present data, unless it is there already."""


def configure(parser) -> None:
    """Arguments."""
    parser.add_argument("--force", action="store_true", help="train even when a fitting model exists")


def run(args) -> int:
    """Print the model's path."""
    from .. import training

    if args.force:
        training.model_path().unlink(missing_ok=True)
    print(training.ensure())
    return 0
