using TradingBot.CommandLine;

using var interruption = new Interruption(Environment.Exit);
return await BotCommand.RunAsync(args, interruption.Token);
